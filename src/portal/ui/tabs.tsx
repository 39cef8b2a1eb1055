import type { ReactNode } from 'react'
import { Tab, TabList, TabPanel, Tabs as AriaTabs } from 'react-aria-components'
import { classes } from './classes.ts'
import styles from './tabs.module.css'

/** Parts of which one is in sight. Which one is kept by the caller, in the address. */
export function Tabs<V extends string>({
  label,
  selected,
  onSelect,
  tabs,
}: {
  readonly label: string
  readonly selected: V
  readonly onSelect: (id: V) => void
  readonly tabs: readonly {
    readonly id: V
    readonly title: string
    readonly content: () => ReactNode
  }[]
}) {
  return (
    <AriaTabs
      selectedKey={selected}
      onSelectionChange={(key) => onSelect(key as V)}
      className={classes(styles.tabs)}
    >
      <TabList aria-label={label} className={classes(styles.list)}>
        {tabs.map(({ id, title }) => (
          <Tab key={id} id={id} className={classes(styles.tab)}>
            {title}
          </Tab>
        ))}
      </TabList>
      {tabs.map(({ id, content }) => (
        <TabPanel key={id} id={id} className={classes(styles.panel)}>
          {id === selected ? content() : null}
        </TabPanel>
      ))}
    </AriaTabs>
  )
}
