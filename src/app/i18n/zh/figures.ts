/** Chinese figures. */
import { figuresOf } from '../figures.ts';

export const figures = figuresOf('zh-CN');
