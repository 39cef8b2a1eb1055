/** A link that somebody else wrote: only to web pages, shown in full, and without a word about where one comes from. */
export function ExternalLink({ url }: { readonly url: string }) {
  if (!isWebAddress(url)) return <span>{url}</span>
  return (
    <a href={url} rel="nofollow noopener noreferrer" target="_blank">
      {url}
    </a>
  )
}

function isWebAddress(url: string): boolean {
  return URL.canParse(url) && ['https:', 'http:'].includes(new URL(url).protocol)
}
