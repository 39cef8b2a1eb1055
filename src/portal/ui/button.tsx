import { createLink } from '@tanstack/react-router'
import { forwardRef, type AnchorHTMLAttributes } from 'react'
import { Button as AriaButton, type ButtonProps as AriaButtonProps } from 'react-aria-components'
import styles from './button.module.css'
import { classes } from './classes.ts'

type Kind = 'main' | 'plain' | 'quiet'

interface ButtonProps extends Omit<AriaButtonProps, 'className' | 'style'> {
  /** `main` at most once in a view; `quiet` has no frame. */
  readonly kind?: Kind
}

export function Button({ kind = 'plain', ...rest }: ButtonProps) {
  return <AriaButton {...rest} className={classes(styles.button, styles[kind])} />
}

const ButtonAnchor = forwardRef<
  HTMLAnchorElement,
  AnchorHTMLAttributes<HTMLAnchorElement> & { readonly kind?: Kind }
>(({ kind = 'plain', ...rest }, ref) => (
  <a {...rest} ref={ref} className={classes(styles.button, styles[kind])} />
))
ButtonAnchor.displayName = 'ButtonAnchor'

/** A link to a page that looks like a button. */
export const ButtonLink = createLink(ButtonAnchor)
