import { type ComponentType, type ReactNode, use } from 'react'

/** What the router draws, and loads before it goes there. */
export interface LazyPage {
  (): ReactNode
  /** Gone once the page is there: the router goes to a page without it at once. */
  preload?: () => Promise<void>
}

/**
 * A page that is loaded when somebody goes there: `lazyPage(() => import('…'), 'HomePage')`. When that fails it throws
 * what the browser said while it is drawn, and the next visit tries again.
 */
export function lazyPage<M extends object, N extends keyof M & string>(
  load: () => Promise<M>,
  name: N,
): LazyPage {
  let Loaded: ComponentType | undefined
  let failure: { readonly cause: unknown } | undefined
  let loading: Promise<void> | undefined

  function begin(): Promise<void> {
    failure = undefined
    loading ??= load()
      .then(
        (module) => {
          // The types of pages follow from the router's: to ask for them here would be a circle.
          Loaded = module[name] as ComponentType
          delete page.preload
        },
        (cause: unknown) => {
          failure = { cause }
        },
      )
      .finally(() => {
        loading = undefined
      })
    return loading
  }

  function Page() {
    if (failure !== undefined) throw failure.cause
    if (Loaded === undefined) use(loading ?? begin())
    return Loaded === undefined ? null : <Loaded />
  }
  const page: LazyPage = Object.assign(Page, { preload: begin })
  return page
}
