/** On the device itself: a browser has its modules once for the set-up and once for the tests. */
const mark = Symbol.for('tests: may refuse work');

/** From now on this device may refuse work without failing a test (refusals.ts), since the test provokes it. */
export function mayRefuse(device: GPUDevice): void {
  Reflect.set(device, mark, true);
}

export const isAllowedToRefuse = (device: GPUDevice): boolean => Reflect.get(device, mark) === true;
