import { type Browser, type BrowserContext, chromium, type Page } from 'playwright-core'

const FLAGS = [
  '--headless',
  '--no-sandbox',
  '--disable-gpu',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
]

/** Starts Chromium: the one that BOULE_CHROMIUM names, or the one that comes as a package. */
export async function startBrowser(): Promise<Browser> {
  const executablePath = process.env['BOULE_CHROMIUM'] ?? (await unpackChromium())
  return chromium.launch({ executablePath, args: FLAGS })
}

async function unpackChromium(): Promise<string> {
  const { default: packed } = await import('@sparticuz/chromium')
  return packed.executablePath()
}

/** How a page is looked at. */
export interface Look {
  readonly theme?: 'light' | 'dark'
  readonly width?: 320 | 1280
  /** en, de, qps (long words) or ar-XB (right to left). */
  readonly language?: string
  /** Service workers answer from their own store; most tests want the server's answer. */
  readonly allowsServiceWorker?: boolean
}

/** A visitor with settings of its own. `trouble` collects what the console and the pages complain about. */
export interface Visitor {
  readonly context: BrowserContext
  readonly page: Page
  readonly trouble: string[]
}

/** Opens a window on the portal at `url`. Whoever opens it closes `context`. */
export async function openVisitor(
  browser: Browser,
  url: string,
  look: Look = {},
): Promise<Visitor> {
  const { theme = 'light', width = 1280, language = 'en', allowsServiceWorker = false } = look
  const context = await browser.newContext({
    baseURL: url,
    viewport: { width, height: 900 },
    locale: 'en-GB',
    timezoneId: 'UTC',
    reducedMotion: 'reduce',
    serviceWorkers: allowsServiceWorker ? 'allow' : 'block',
  })
  await context.addInitScript(
    ([chosenTheme, chosenLanguage]) => {
      // A choice that the visitor makes later stays.
      if (localStorage.getItem('boule.theme') === null) {
        localStorage.setItem('boule.theme', chosenTheme)
        localStorage.setItem('boule.language', chosenLanguage)
      }
    },
    [theme, language] as const,
  )
  const page = await context.newPage()
  const trouble: string[] = []
  page.on('pageerror', (error) => trouble.push(`error: ${error.message}`))
  page.on('console', (message) => {
    if (message.type() === 'error') trouble.push(`console: ${message.text()}`)
  })
  return { context, page, trouble }
}

/** Goes to a path and waits until the page and its data are there: the heading, and no skeleton any more. */
export async function visit(page: Page, path: string): Promise<void> {
  await page.goto(path)
  await page.locator('h1').waitFor()
  await page.locator('[data-loading]').first().waitFor({ state: 'detached' })
}
