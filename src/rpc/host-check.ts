import { isIP } from 'node:net'

/**
 * Whether a request may have been meant for this server. A web page can make a browser send requests to any address, under a
 * host name that its owner points here (DNS rebinding); such a request names a host that is neither an IP address, nor
 * localhost, nor one that the operator allowed. A request without `Host` (HTTP/1.0 tools) comes from no browser.
 */
export function isAllowedHost(host: string | undefined, allowedHosts: readonly string[]): boolean {
  if (host === undefined) return true
  if (allowedHosts.includes('*')) return true
  const name = hostName(host).toLowerCase()
  if (name === '') return false
  return (
    isIP(name) !== 0 ||
    name === 'localhost' ||
    name.endsWith('.localhost') ||
    allowedHosts.some((allowed) => allowed.toLowerCase() === name)
  )
}

/** The host without its port: `[::1]:8545` is `::1`. */
function hostName(host: string): string {
  if (host.startsWith('[')) {
    const end = host.indexOf(']')
    return end < 0 ? '' : host.slice(1, end)
  }
  const colon = host.indexOf(':')
  return colon < 0 ? host : host.slice(0, colon)
}

/** Whether pages of this origin may read answers. */
export function isAllowedOrigin(origin: string, allowedOrigins: readonly string[]): boolean {
  return allowedOrigins.includes('*') || allowedOrigins.includes(origin)
}
