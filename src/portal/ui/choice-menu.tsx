import type { ReactNode } from 'react'
import { Menu, MenuItem, MenuTrigger, Popover } from 'react-aria-components'
import { Button } from './button.tsx'
import styles from './choice-menu.module.css'
import { classes } from './classes.ts'

/** A button that opens a menu of which one entry is chosen. */
export function ChoiceMenu<V extends string>({
  label,
  button,
  value,
  options,
  onChoose,
}: {
  readonly label: string
  readonly button: ReactNode
  readonly value: V
  readonly options: readonly (readonly [value: V, text: string])[]
  readonly onChoose: (value: V) => void
}) {
  return (
    <MenuTrigger>
      {/* The name has what is seen in it, for those who say it aloud. */}
      <Button kind="quiet" aria-label={typeof button === 'string' ? `${label}: ${button}` : label}>
        {button}
      </Button>
      <Popover className={classes(styles.popover)}>
        <Menu
          aria-label={label}
          className={classes(styles.menu)}
          selectionMode="single"
          disallowEmptySelection
          selectedKeys={[value]}
          onAction={(key) => onChoose(key as V)}
        >
          {options.map(([option, text]) => (
            <MenuItem key={option} id={option} className={classes(styles.item)}>
              {text}
            </MenuItem>
          ))}
        </Menu>
      </Popover>
    </MenuTrigger>
  )
}
