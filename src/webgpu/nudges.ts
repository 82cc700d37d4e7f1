/**
 * Nudges for browsers that tell late what the device has done. Firefox looks on a timer of 100 ms, and whenever something is
 * submitted: so an empty submit every few milliseconds, while somebody waits, makes every wait end when it should. That is what
 * counts for whoever waits for one thing after another: the tuner, a measurement, a look into the network, Pause. Training itself
 * keeps enough work enqueued (src/trainer/inFlight.ts).
 */

/** Milliseconds that nothing takes: a browser that needs longer to tell that a device has nothing to do is late. */
const late = 40;
/** Milliseconds between two nudges. */
const every = 4;

/** Milliseconds until the browser tells that all is done, of nothing. */
async function idleWait({ queue }: GPUDevice): Promise<number> {
  const asked = performance.now();
  await queue.onSubmittedWorkDone();
  return performance.now() - asked;
}

/** Makes waits for the device short, where the browser would make them long. Takes two such waits to find out. */
export async function nudgeWhereLate(device: GPUDevice): Promise<void> {
  // The first ends wherever the timer is; the second begins with it.
  await idleWait(device);
  if ((await idleWait(device)) < late) return;
  const { queue } = device;
  let waiting = 0;
  let nudging = false;
  const nudge = (): void => {
    nudging = waiting > 0;
    if (!nudging) return;
    queue.submit([]);
    setTimeout(nudge, every);
  };
  const nudged = async <T>(wait: Promise<T>): Promise<T> => {
    waiting++;
    if (!nudging) setTimeout(nudge, every);
    nudging = true;
    try {
      return await wait;
    } finally {
      waiting--;
    }
  };
  // On this device and its buffers alone, tfjs's among them.
  const workDone = queue.onSubmittedWorkDone.bind(queue);
  queue.onSubmittedWorkDone = () => nudged(workDone());
  const create = device.createBuffer.bind(device);
  device.createBuffer = (descriptor) => {
    const buffer = create(descriptor);
    if ((descriptor.usage & GPUBufferUsage.MAP_READ) === 0) return buffer;
    const map = buffer.mapAsync.bind(buffer);
    buffer.mapAsync = (...args) => nudged(map(...args));
    return buffer;
  };
}
