import fs from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { consensusAddress, toUpperHex } from '#base/consensus-key.ts'
import { ed25519PublicKey } from '#base/ed25519.ts'
import type { HomeOptions } from './home-options.ts'
import { homeOptions, homeProblem, writeAndRelease } from './home.fixture.ts'

const SECRET = new Uint8Array(32).fill(1)
const OTHER_SECRET = new Uint8Array(32).fill(2)
const ADDRESS = toUpperHex(consensusAddress(ed25519PublicKey(SECRET)))
const OTHER_ADDRESS = toUpperHex(consensusAddress(ed25519PublicKey(OTHER_SECRET)))

const SIGNED = JSON.stringify({ height: '112', round: 0, step: 3 })

function keyPath({ dir }: HomeOptions): string {
  return join(dir, 'config', 'priv_validator_key.json')
}

function statePath({ dir }: HomeOptions): string {
  return join(dir, 'data', 'priv_validator_state.json')
}

/** A validator that has signed up to height 112. */
function usedValidator(): HomeOptions {
  const options = homeOptions({ consensusSecret: SECRET })
  writeAndRelease(options)
  fs.writeFileSync(statePath(options), SIGNED)
  return options
}

describe('the key of a validator', () => {
  it('is written as CometBFT writes it, with a record of nothing signed, for its owner alone', () => {
    const options = homeOptions({ consensusSecret: SECRET })
    expect(writeAndRelease(options).validatorAddress).toBe(ADDRESS)
    const publicKey = Buffer.from(ed25519PublicKey(SECRET))
    expect(JSON.parse(fs.readFileSync(keyPath(options), 'utf8'))).toEqual({
      address: ADDRESS,
      pub_key: { type: 'tendermint/PubKeyEd25519', value: publicKey.toString('base64') },
      priv_key: {
        type: 'tendermint/PrivKeyEd25519',
        value: Buffer.concat([SECRET, publicKey]).toString('base64'),
      },
    })
    expect(JSON.parse(fs.readFileSync(statePath(options), 'utf8'))).toEqual({
      height: '0',
      round: 0,
      step: 0,
    })
    for (const path of [keyPath(options), statePath(options)]) {
      expect(fs.statSync(path).mode & 0o777).toBe(0o600)
    }
  })

  it('stays with its record over later starts', () => {
    const options = usedValidator()
    expect(writeAndRelease(options).validatorAddress).toBe(ADDRESS)
    expect(fs.readFileSync(statePath(options), 'utf8')).toBe(SIGNED)
  })

  it('keeps the record of a start that was cut off before the key was written', () => {
    const options = usedValidator()
    fs.rmSync(keyPath(options))
    writeAndRelease(options)
    expect(fs.readFileSync(statePath(options), 'utf8')).toBe(SIGNED)
  })

  it('is not changed by accident', () => {
    const options = usedValidator()
    const problem = homeProblem({ ...options, consensusSecret: OTHER_SECRET })
    expect(problem.code).toBe('key')
    expect(problem.message).toContain(
      `${keyPath(options)} is the key of validator ${ADDRESS}, but the key given is of ${OTHER_ADDRESS}`,
    )
    expect(problem.message).not.toContain('\n')
    expect(writeAndRelease(options).validatorAddress).toBe(ADDRESS)
  })

  it('is refused when others may read it, or it is damaged', () => {
    const options = usedValidator()
    fs.chmodSync(keyPath(options), 0o604)
    expect(homeProblem(options).message).toContain(`run \`chmod 600 ${keyPath(options)}\``)
    fs.chmodSync(keyPath(options), 0o600)
    const text = fs.readFileSync(keyPath(options), 'utf8')
    const otherKey = Buffer.concat([SECRET, ed25519PublicKey(OTHER_SECRET)]).toString('base64')
    for (const damaged of ['', '{}', text.replace(/(Priv[^}]*"value": ")[^"]*/, `$1${otherKey}`)]) {
      expect(damaged).not.toBe(text)
      fs.writeFileSync(keyPath(options), damaged)
      const problem = homeProblem(options)
      expect(problem.message).toContain('is not an ed25519 key of CometBFT')
      expect(problem.message).not.toContain(otherKey)
    }
  })
})

describe('the record of signatures', () => {
  it.each([
    ['missing', (options: HomeOptions) => fs.rmSync(statePath(options))],
    ['damaged', (options: HomeOptions) => fs.writeFileSync(statePath(options), '{"height": 1')],
    ['damaged', (options: HomeOptions) => fs.writeFileSync(statePath(options), '{}')],
  ])('is not made anew when it is %s, unless the operator knows better', (condition, spoil) => {
    const options = usedValidator()
    spoil(options)
    const problem = homeProblem(options)
    expect(problem.code).toBe('key')
    expect(problem.message).toContain(
      `${statePath(options)} is ${condition}, the record of what validator ${ADDRESS} has signed`,
    )
    expect(problem.message).toContain('--assume-never-signed')
    expect(problem.message).not.toContain('\n')
    writeAndRelease({ ...options, assumeNeverSigned: true })
    expect(fs.readFileSync(statePath(options), 'utf8')).toContain('"height": "0"')
    writeAndRelease(options)
  })

  it('is not touched by that option when it is good', () => {
    const options = usedValidator()
    writeAndRelease({ ...options, assumeNeverSigned: true })
    expect(fs.readFileSync(statePath(options), 'utf8')).toBe(SIGNED)
  })
})

describe('a node that only follows', () => {
  it('has a key of its own, which stays, and is no obstacle to becoming a validator and back', () => {
    const options = homeOptions()
    const follower = writeAndRelease(options)
    expect(writeAndRelease(options).validatorAddress).toBe(follower.validatorAddress)
    expect(fs.existsSync(keyPath(options))).toBe(false)
    const config = (): string => fs.readFileSync(join(options.dir, 'config', 'config.toml'), 'utf8')
    expect(config()).toContain('priv_validator_key_file = "config/follower_key.json"')

    const validator = { ...options, consensusSecret: SECRET }
    expect(writeAndRelease(validator).validatorAddress).toBe(ADDRESS)
    expect(config()).toContain('priv_validator_key_file = "config/priv_validator_key.json"')
    fs.writeFileSync(statePath(validator), SIGNED)

    expect(writeAndRelease(options).validatorAddress).toBe(follower.validatorAddress)
    writeAndRelease(validator)
    expect(fs.readFileSync(statePath(validator), 'utf8')).toBe(SIGNED)
  })

  it('may lose its record', () => {
    const options = homeOptions()
    const follower = writeAndRelease(options)
    fs.rmSync(join(options.dir, 'data', 'follower_state.json'))
    expect(writeAndRelease(options).validatorAddress).toBe(follower.validatorAddress)
  })
})
