import { useInfiniteQuery } from '@tanstack/react-query'
import { diffWordsWithSpace } from 'diff'
import { useTranslation } from 'react-i18next'
import { plainText } from '#sdk/governance/plain-words.ts'
import { type Post, postVersionsQuery } from '../data/forum-queries.ts'
import { useFormat } from '../format/use-format.ts'
import { classes } from '../ui/classes.ts'
import { Dialog } from '../ui/dialog.tsx'
import { QueryState } from '../ui/query-state.tsx'
import { HashText, Moment } from '../ui/values.tsx'
import styles from './discussion.module.css'

/** Every wording that a post had, the newest first, each against the one before. */
export function PostVersions({
  post,
  onClose,
}: {
  readonly post: Post
  readonly onClose: () => void
}) {
  const { t } = useTranslation('discussion')
  const format = useFormat()
  const query = useInfiniteQuery(postVersionsQuery(post.id, post.version))
  return (
    <Dialog title={t('versions')} isOpen onClose={onClose}>
      <QueryState query={query}>
        {(versions) => (
          <ol className={classes(styles.list)}>
            {versions.map(({ version, text, textHash, createdMs }, at) => (
              <li key={version} className={classes(styles.entry)}>
                <p className={classes(styles.soft)}>
                  {t('version', { number: format.integer(version) })} ·{' '}
                  <Moment ms={createdMs} isRelative={false} /> · <HashText hash={textHash} />
                </p>
                {text === null ? (
                  <p>{t('hiddenVersion')}</p>
                ) : (
                  <Difference before={versions[at + 1]?.text ?? text} after={text} />
                )}
              </li>
            ))}
          </ol>
        )}
      </QueryState>
    </Dialog>
  )
}

function Difference({ before, after }: { readonly before: string; readonly after: string }) {
  return (
    <p className={classes(styles.difference)} dir="auto">
      {diffWordsWithSpace(plainText(before), plainText(after)).map(
        ({ value, added, removed }, at) => {
          if (added) return <ins key={at}>{value}</ins>
          return removed ? <del key={at}>{value}</del> : <span key={at}>{value}</span>
        },
      )}
    </p>
  )
}
