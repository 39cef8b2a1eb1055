import type { Page } from 'playwright-core'

/** Sends posts to the thread of a proposal as the page's visitor, who is signed in. Resolves with the status of each answer. */
export function sendPosts(
  page: Page,
  proposal: number,
  posts: readonly { readonly kind: string; readonly text: string }[],
): Promise<readonly number[]> {
  return page.evaluate(
    async ([thread, bodies]) => {
      const statuses: number[] = []
      for (const body of bodies) {
        const answer = await fetch(`/api/v1/threads/proposal:${thread}/posts`, {
          method: 'POST',
          headers: { 'content-type': 'application/json' },
          body,
        })
        statuses.push(answer.status)
      }
      return statuses
    },
    [proposal, posts.map((post) => JSON.stringify(post))] as const,
  )
}

/** What a page holds that text of strangers must not bring into it. */
export function lookForHarm(page: Page) {
  return page.evaluate(() => {
    const main = document.querySelector('main')
    const elements = [...(main?.querySelectorAll('*') ?? [])]
    const links = [...(main?.querySelectorAll('a[href]') ?? [])] as HTMLAnchorElement[]
    return {
      hacked: 'hacked' in window,
      loaded: elements
        .map((element) => element.localName)
        .filter((name) =>
          /^(script|iframe|object|embed|img|video|form|base|link|style|svg)$/.test(name),
        ),
      handlers: elements.filter((element) =>
        [...element.attributes].some(({ name }) => name.startsWith('on')),
      ).length,
      protocols: [...new Set(links.map((link) => link.protocol))],
      clobbered: document.querySelectorAll('#root').length,
    }
  })
}
