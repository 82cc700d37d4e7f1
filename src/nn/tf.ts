/**
 * tfjs as the rest of the project imports it: the core with its gradients, one instance of it everywhere.
 *
 * `#tfjs-gradients` (package.json, "imports") is the core's own module of gradients in a bundle. Node loads the
 * CommonJS build of the core, which leaves them out; there it is the union package, which registers them on that core.
 * Backends are loaded by src/trainer/device.ts, chained methods (`x.add(y)`) are not registered: use functions.
 */
// First: registering gradients reads a flag that the core's own index defines, and a development server keeps this order.
import '@tensorflow/tfjs-core';
import '#tfjs-gradients';

export * from '@tensorflow/tfjs-core';
