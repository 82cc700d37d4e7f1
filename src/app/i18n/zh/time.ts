/** Chinese: which run and which epoch the views of the dock show. */
import type { time as en } from '../en/time.ts';

export const time: typeof en = {
  run: '显示哪次训练',
};
