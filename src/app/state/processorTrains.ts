/**
 * Whether the processor trains, for want of a graphics card. Whatever moves on the screen is then the processor's work too, and takes of
 * the run what it needs: a picture that turned all the time took 40 % of the speed of a ResNet-8 on two cores. Nothing moves there by itself
 * for longer than a moment.
 */
import type { PageState } from './page.ts';
import { isActive } from './run.ts';

export const processorTrains = ({ run, device }: Pick<PageState, 'run' | 'device'>): boolean =>
  device?.software === true && isActive(run) && run.phase !== 'paused';
