import type { Hex } from '#base/hex.ts'
import type { UpgradeManifest } from '#bundles/manifest.ts'
import { planUpgrade, type UpgradePlan } from '#bundles/upgrade-plan.ts'
import type { Payload } from '#sdk/governance/payload.ts'
import type { Proposal } from '#sdk/reads/governance-records.ts'
import { CliError } from '../cli-error.ts'
import type { Network } from '../network/open-network.ts'

/** What is needed of a proposal that carries a software change. */
export interface UpgradeProposal extends Pick<Proposal, 'id' | 'root' | 'class'> {
  readonly payload: Extract<Payload, { kind: 'upgrade' }>
}

export async function readUpgrade({ client }: Network, id: number): Promise<UpgradeProposal> {
  const { root, class: kind, payload } = await client.getProposal({ proposal: id })
  if (payload.kind !== 'upgrade') {
    throw new CliError(
      `proposal ${id} is no change of the software: its payload is a ${payload.kind}`,
    )
  }
  return { id, root, class: kind, payload }
}

/** Where what a bundle says of itself is other than what its proposal says on the chain: one line each. */
export function compareWithProposal(
  bundle: { readonly root: Hex; readonly bytes: number },
  manifest: UpgradeManifest,
  { payload, class: kind }: UpgradeProposal,
): readonly string[] {
  const plan = planUpgrade(bundle, manifest)
  const onChain: UpgradePlan = {
    ...payload,
    artifacts: payload.artifacts.map((one) => ({ ...one, bytes: Number(one.bytes) })),
  }
  const names = [
    'name',
    'version',
    'bundleRoot',
    'bundleBytes',
    'sourceHash',
    'recipeHash',
  ] as const
  const problems = names.flatMap((name) =>
    plan[name] === onChain[name]
      ? []
      : [`the proposal says ${name} ${onChain[name]}, the bundle ${plan[name]}`],
  )
  if (describeArtifacts(plan) !== describeArtifacts(onChain)) {
    problems.push(
      `the proposal has the artifacts ${describeArtifacts(onChain)}, the bundle ${describeArtifacts(plan)}`,
    )
  }
  if (manifest.class !== kind) {
    problems.push(`the proposal is of class ${kind}, the manifest says ${manifest.class}`)
  }
  return problems
}

function describeArtifacts({ artifacts }: UpgradePlan): string {
  return artifacts.map((one) => `${one.platform} ${one.sha256} of ${one.bytes} bytes`).join(', ')
}
