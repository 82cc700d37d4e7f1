/**
 * What an adapter says of itself, in every browser that has WebGPU. `GPUAdapter.info` came with Chrome 127; before it there was
 * `requestAdapterInfo()`, and `isFallbackAdapter` lay on the adapter. A browser may also have neither.
 */

/** What browsers before Chrome 127 offer. */
interface EarlierAdapter {
  readonly info?: GPUAdapterInfo;
  readonly isFallbackAdapter?: boolean;
  requestAdapterInfo?(): Promise<Partial<GPUAdapterInfo>>;
}

/** True where the adapter is of the form that the standard has now. Before it, timestamps too were asked for differently. */
export const isStandardAdapter = (adapter: GPUAdapter): boolean =>
  (adapter as EarlierAdapter).info !== undefined;

/** Every text is there, empty where the browser does not tell. Never rejects: training does not depend on a name. */
export async function adapterInfoOf(adapter: GPUAdapter): Promise<GPUAdapterInfo> {
  const earlier = adapter as EarlierAdapter;
  if (earlier.info) return earlier.info;
  let told: Partial<GPUAdapterInfo> | undefined;
  try {
    told = await earlier.requestAdapterInfo?.();
  } catch {
    // Some asked for the user's consent.
  }
  const { vendor = '', architecture = '', device = '', description = '' } = told ?? {};
  const isFallbackAdapter = earlier.isFallbackAdapter === true;
  return { vendor, architecture, device, description, isFallbackAdapter } as GPUAdapterInfo;
}
