export type { Genesis, GenesisBucket, GenesisDelegate } from '#params/genesis.ts'
