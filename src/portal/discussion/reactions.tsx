import { useTranslation } from 'react-i18next'
import { type Post, type Reaction, setReaction } from '../data/forum-queries.ts'
import { useFormat } from '../format/use-format.ts'
import { Button } from '../ui/button.tsx'
import { classes } from '../ui/classes.ts'
import styles from './discussion.module.css'
import { useWrite } from './use-write.ts'

const REACTIONS = ['agree', 'disagree', 'helpful', 'thanks'] as const satisfies readonly Reaction[]

/** How many say what of a post; who is signed in can say it, too, and take it back. */
export function Reactions({
  post,
  isSignedIn,
}: {
  readonly post: Post
  readonly isSignedIn: boolean
}) {
  const { t } = useTranslation('discussion')
  const format = useFormat()
  const { write, isBusy, problem } = useWrite(
    post.subject,
    (reaction: Reaction) => setReaction(post.id, reaction, !post.mine.includes(reaction)),
    () => undefined,
  )
  const nameOf = (reaction: Reaction): string =>
    t('reaction', {
      name: t(`reactions.${reaction}`),
      figure: format.integer(post.reactions[reaction] ?? 0),
    })
  const said = REACTIONS.filter((reaction) => (post.reactions[reaction] ?? 0) > 0)
  if (!isSignedIn) {
    return said.length === 0 ? null : (
      <p className={classes(styles.soft)}>{said.map(nameOf).join(', ')}</p>
    )
  }
  return (
    <div className={classes(styles.actions)} role="group" aria-label={t('reactionsLabel')}>
      {REACTIONS.map((reaction) => (
        <Button
          key={reaction}
          aria-pressed={post.mine.includes(reaction)}
          isDisabled={isBusy}
          onPress={() => write(reaction)}
        >
          {post.mine.includes(reaction) ? <span aria-hidden="true">✓</span> : null}
          {nameOf(reaction)}
        </Button>
      ))}
      {problem === undefined ? null : (
        <p role="alert" lang="en">
          {problem}
        </p>
      )}
    </div>
  )
}
