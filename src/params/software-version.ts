/**
 * The version of the state machine that this program is: what a software change counts up by one. A chain asks for a version from an
 * epoch on; a program of a lower one must not make or follow blocks from there.
 */
export const SOFTWARE_VERSION = 1
