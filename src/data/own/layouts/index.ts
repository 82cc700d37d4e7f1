/** Every layout that is understood, in the order in which they are tried: those that files of their own mark come first. To add one: a file beside this one and a line here. */

import { imageFolder } from './imageFolder.ts';
import type { Layout } from './layout.ts';
import { namePrefix } from './namePrefix.ts';
import { teachableMachine } from './teachableMachine.ts';

export const layouts: readonly Layout[] = [teachableMachine, imageFolder, namePrefix];
