/**
 * How Mesa's software driver is to compile in tests: without optimizing, and for four lanes. Most kernels there run once or twice and compile
 * for seconds, and it writes every load and store out lane by lane, so that half of its usual eight lanes compile in little more than half of
 * the time.
 */
export const quickly = { GALLIVM_PERF: 'nopt', LP_NATIVE_VECTOR_WIDTH: '128' } as const;
