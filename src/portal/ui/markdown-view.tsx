import { useTranslation } from 'react-i18next'
import ReactMarkdown, { type Components } from 'react-markdown'
import rehypeSanitize, { defaultSchema, type Options as Schema } from 'rehype-sanitize'
import remarkGfm from 'remark-gfm'
import { plainText } from '#sdk/governance/plain-words.ts'
import { classes } from './classes.ts'
import type { MarkdownProps } from './markdown.tsx'
import styles from './markdown.module.css'

const FORBIDDEN = new Set(['input', 'source', 'picture'])
/** What may be in a text of a stranger: what Markdown makes, and nothing that loads anything. Pictures become text below. */
const SCHEMA: Schema = {
  ...defaultSchema,
  tagNames: (defaultSchema.tagNames ?? []).filter((name) => !FORBIDDEN.has(name)),
  protocols: { href: ['http', 'https', 'mailto'], src: ['http', 'https'] },
}
const HEADINGS = ['h1', 'h2', 'h3', 'h4', 'h5', 'h6'] as const

export function MarkdownView({ text, hasLinks = true, heading, id }: MarkdownProps) {
  const { t } = useTranslation()
  const Heading = heading ?? 'p'
  const headings = Object.fromEntries(
    HEADINGS.map((name) => [
      name,
      ({ children }: { readonly children?: React.ReactNode }) => (
        <Heading className={classes(styles.heading)}>{children}</Heading>
      ),
    ]),
  )
  const components: Components = {
    ...headings,
    a: ({ href, children }) =>
      hasLinks ? (
        <Outlink href={href}>{children}</Outlink>
      ) : (
        <InertLink href={href}>{children}</InertLink>
      ),
    img: ({ alt, src }) => (
      <span className={classes(styles.picture)}>
        {t('markdown.picture', {
          alt: alt ?? '',
          src: typeof src === 'string' ? src : '',
        })}
      </span>
    ),
    table: ({ children }) => (
      <div
        className={classes(styles.scroll)}
        role="group"
        aria-label={t('markdown.table')}
        tabIndex={0}
      >
        <table>{children}</table>
      </div>
    ),
    pre: ({ children }) => (
      <pre className={classes(styles.scroll)} tabIndex={0}>
        {children}
      </pre>
    ),
  }
  return (
    <div className={classes(styles.text)} dir="auto">
      <ReactMarkdown
        remarkPlugins={[remarkGfm]}
        remarkRehypeOptions={{
          clobberPrefix: `${id}-`,
          footnoteLabel: t('markdown.notes'),
          footnoteBackLabel: () => t('markdown.back'),
        }}
        rehypePlugins={[[rehypeSanitize, { ...SCHEMA, clobberPrefix: `${id}-` }]]}
        components={components}
      >
        {plainText(text)}
      </ReactMarkdown>
    </div>
  )
}

/** A link of a stranger: where it leads stands beside it, and the other side hears nothing of this page. */
function Outlink({
  href,
  children,
}: {
  readonly href: string | undefined
  readonly children?: React.ReactNode
}) {
  if (href === undefined || href === '') return <>{children}</>
  if (href.startsWith('#')) return <a href={href}>{children}</a>
  return (
    <a href={href} target="_blank" rel="noopener noreferrer nofollow ugc">
      {children}
      {hostOf(href) === '' ? null : (
        <span className={classes(styles.place)}> ({hostOf(href)})</span>
      )}
    </a>
  )
}

function InertLink({
  href,
  children,
}: {
  readonly href: string | undefined
  readonly children?: React.ReactNode
}) {
  return (
    <>
      {children}
      {href === undefined || href === '' || href.startsWith('#') ? null : (
        <span className={classes(styles.place)}> ({href})</span>
      )}
    </>
  )
}

function hostOf(href: string): string {
  return URL.canParse(href) ? new URL(href).host : ''
}
