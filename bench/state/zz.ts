import { sampleState } from './sample-state.ts'
import { writeSnapshot } from '#state/snapshot/write-snapshot.ts'
import { loadSnapshot } from '#state/snapshot/load-snapshot.ts'
import { createMemoryStore } from '#state/store/memory-store.ts'
import { openWorld } from '#protocol/world.ts'
import { nodeDisk } from '#state/disk.ts'
const path='/tmp/st/x.snapshot'
if(process.argv[2]==='w'){
const N=1_000_000
let t=performance.now()
const {store,world}=sampleState(N,N)
console.log('build',performance.now()-t)
let v=performance.now();const view=store.view();console.log('view',performance.now()-v)
v=performance.now()
let worst=0,last=performance.now();const iv=setInterval(()=>{const n=performance.now();worst=Math.max(worst,n-last);last=n},1)
const m=await writeSnapshot({path,view,height:100,identity:{chainId:1,genesisHash:new Uint8Array(32)},disk:nodeDisk,crashPoint:()=>{}})
clearInterval(iv)
console.log('write',performance.now()-v,'chunks',m.chunks.length,m.chunks.reduce((a,b)=>a+b.bytes,0),'worst gap',worst)
} else {
const store=createMemoryStore();openWorld(store)
let t=performance.now()
const c0=process.cpuUsage();
loadSnapshot(path,store,{checkRecords:process.argv[2]==='c'})
console.log('load',performance.now()-t, process.cpuUsage(c0), process.memoryUsage().rss/1e6)
globalThis.gc?.()
console.log(process.memoryUsage())
}
