import { sampleState } from './sample-state.ts'
import { writeSnapshot } from '#state/snapshot/write-snapshot.ts'
import { loadSnapshot } from '#state/snapshot/load-snapshot.ts'
import { createMemoryStore } from '#state/store/memory-store.ts'
import { openWorld } from '#protocol/world.ts'
import { nodeDisk } from '#state/disk.ts'
const N=1_000_000
const [m,b]=process.argv.slice(2)
const path='/tmp/st/mem'+b
if(m==='w'){ const {store}=sampleState(N,Number(b)); await writeSnapshot({path,view:store.view(),height:1,identity:{chainId:1,genesisHash:new Uint8Array(32)},disk:nodeDisk,crashPoint:()=>{}}) }
else { globalThis.gc!(); const a=process.memoryUsage(); const store=createMemoryStore(); const w=openWorld(store); loadSnapshot(path,store,{checkRecords:false}); globalThis.gc!(); globalThis.gc!(); const c=process.memoryUsage(); console.log(b,(c.heapUsed-a.heapUsed)/N,(c.arrayBuffers-a.arrayBuffers)/N, w.accounts.accounts.size) }
