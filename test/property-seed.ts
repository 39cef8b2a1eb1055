import fc from 'fast-check'

/**
 * Property tests draw the same cases each time, so that the gate says the same of the same code. Other cases:
 * `BOULE_PROPERTY_SEED=12345 npm test`. A case that fails becomes a row of its own before it is mended.
 */
const seed = Number(process.env['BOULE_PROPERTY_SEED'] ?? 2019)
if (!Number.isSafeInteger(seed)) throw new TypeError('BOULE_PROPERTY_SEED must be a whole number')
fc.configureGlobal({ seed })
