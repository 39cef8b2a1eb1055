/** How often more than in the gate the cases are run: BOULE_FUZZ_TIMES=20. */
export const FUZZ_TIMES = Number(process.env['BOULE_FUZZ_TIMES'] ?? 1)
