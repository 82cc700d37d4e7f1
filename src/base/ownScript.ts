/**
 * Addresses of scripts, for a page that asks for trusted types: browsers that know them start no worker from a plain text. The page has one policy, which
 * lets its own origin through and nothing else.
 */

import { InternalError } from './errors.ts';

/** As the Content-Security-Policy of the built page names it. */
export const scriptPolicy = 'resnet-playground';

/** Trusted types, as far as they are used; what a policy makes stands wherever a text may. */
interface TrustedTypes {
  createPolicy(
    name: string,
    rules: { createScriptURL(address: string): string },
  ): { createScriptURL(address: string): string };
}

/** @throws InternalError for a script of another origin. */
function own(address: string): string {
  const { href, origin } = new URL(address, globalThis.location.href);
  if (origin !== globalThis.location.origin)
    throw new InternalError(`The page starts no script of another origin: ${href}`);
  return href;
}

let policy: ReturnType<TrustedTypes['createPolicy']> | undefined;

/**
 * The address as workers and service workers take it.
 * @throws InternalError for one of another origin.
 */
export function ownScript(address: string | URL): string {
  const types = (globalThis as { readonly trustedTypes?: TrustedTypes }).trustedTypes;
  policy ??= types?.createPolicy(scriptPolicy, { createScriptURL: own }) ?? { createScriptURL: own };
  return policy.createScriptURL(String(address));
}
