/** A CSS module: class names of the file to those in the page. `ui/classes.ts` joins them. */
declare module '*.module.css' {
  const classes: Readonly<Record<string, string>>
  export default classes
}

declare module '*.css'

/** Set by Vite. */
interface ImportMeta {
  readonly env: { readonly PROD: boolean }
}
