/**
 * What is sent to a keeper and what is accepted from it. It is nearly half of the extension's code and of no use until
 * there is something to ask, so it is a product of its own, loaded with the first keeper (scripts/lib/products.mjs).
 */
export { keeperCommand, keeperProgram, protocol } from './program';
export * as validators from './validators.mjs';
