/** Made of client/schemas by scripts/validators.mjs: true if the value is what the definition of this name says. */
export interface Validate {
  (value: unknown): boolean;
  errors?: readonly { readonly instancePath: string; readonly keyword: string }[] | null;
}
export declare const line: Validate;
export declare const hello: Validate;
export declare const facts: Validate;
export declare const models: Validate;
export declare const survey: Validate;
export declare const create: Validate;
export declare const write: Validate;
export declare const start: Validate;
export declare const remove: Validate;
export declare const renew: Validate;
export declare const wait: Validate;
export declare const stop: Validate;
export declare const stopEvent: Validate;
export declare const ports: Validate;
export declare const run: Validate;
export declare const runEvent: Validate;
export declare const read: Validate;
export declare const beginnings: Validate;
export declare const list: Validate;
export declare const follow: Validate;
export declare const followEvent: Validate;
