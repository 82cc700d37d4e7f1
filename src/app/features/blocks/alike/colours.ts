/** Where a value of CKA lies on the page's ramp. Pure. */

/** 0…1; undefined where there is no value. The debiased measure may be a little below 0, which is drawn as 0. */
export const heatOf = (value: number): number | undefined =>
  Number.isFinite(value) ? Math.min(1, Math.max(0, value)) : undefined;
