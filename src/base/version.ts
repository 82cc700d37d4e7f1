/** Which page this is, for reports: put in by the build (vite.config.ts). */
declare const __VERSION__: string | undefined;

/** Such as `0.1.0+1a2b3c4`, see base/node/versionHere.ts. */
export const version: string = typeof __VERSION__ === 'undefined' ? 'not built' : __VERSION__;
