/**
 * Loaded before the command: from the hundred-and-first dispatch on the GPU is asked for more workgroups than it allows, as a
 * kernel with a wrong grid would.
 */
let dispatches = 0;
let encoder;
Object.defineProperty(globalThis, 'GPUComputePassEncoder', {
  configurable: true,
  get: () => encoder,
  set(given) {
    encoder = given;
    const dispatch = given.prototype.dispatchWorkgroups;
    given.prototype.dispatchWorkgroups = function (...workgroups) {
      dispatches += 1;
      dispatch.apply(this, dispatches > 100 ? [65_536, 1, 1] : workgroups);
    };
  },
});
