import { lazy, Suspense } from 'react'
import { Skeleton } from './skeleton.tsx'

export interface MarkdownProps {
  readonly text: string
  /** False: the places that links lead to are shown, and nothing happens on a click. */
  readonly hasLinks?: boolean
  /** Level of all headings in it; without it they are plain bold lines. */
  readonly heading?: 'h3'
  /** Makes names within it different from those of other texts of the page. */
  readonly id: string
}

// The parser is loaded with the first text.
const View = lazy(async () => ({ default: (await import('./markdown-view.tsx')).MarkdownView }))

/** A text that somebody wrote in Markdown. Raw HTML in it is left out, and pictures are shown as their description. */
export function Markdown(props: MarkdownProps) {
  return (
    <Suspense fallback={<Skeleton lines={3} />}>
      <View {...props} />
    </Suspense>
  )
}
