/** SGD and AdamW by PyTorch's formulas from plain tfjs kernels, one parameter after the other. */
import { InternalError } from '../base/errors.ts';
import type { ParameterInfo } from '../model/parameters.ts';
import type { StepSettings } from '../training/settings.ts';
import type { EngineState } from './engine.ts';
import type { Parameter } from './network.ts';
import { adamBeta2, adamEpsilon, averagingAt } from './optimizer.ts';
import { averageOf } from './slots.ts';
import { write } from './state.ts';
import { StepCounts } from './stepCounts.ts';
import * as tf from './tf.ts';

/** `weights` leaves batch norm and biases out, which only a decay towards zero would harm. */
export const decays = (info: ParameterInfo, decay: StepSettings['decay']): boolean =>
  decay === 'all' || info.role === 'conv' || info.role === 'linear';

export class StockOptimizer {
  /** By slot name, such as `momentum.features.0.weight`; in the device's layout. Made when first needed. */
  readonly slots = new Map<string, tf.Variable>();
  readonly counts = new StepCounts();

  /** @param sectionOf Which section of the network a parameter is of, by its name. Default: all are of one. */
  constructor(private readonly sectionOf: (parameter: string) => number = () => 0) {}

  /** One step on every parameter that has a gradient; those of the frozen sections have none. Only enqueues. */
  apply(
    parameters: readonly Parameter[],
    gradients: ReadonlyMap<string, tf.Tensor>,
    s: StepSettings,
    frozen = 0,
  ): void {
    this.counts.take(frozen);
    const trained = parameters.filter(({ info }) => gradients.has(info.name));
    tf.tidy(() => {
      const update = s.optimizer === 'sgd' ? this.sgd(s) : this.adamW(s, trained);
      for (const { info, variable } of trained) {
        const gradient = gradients.get(info.name);
        if (gradient) tf.tidy(() => update(info, variable, gradient));
      }
    });
  }

  /** Momentum starts at zero, which makes its first value the first gradient, as in PyTorch. */
  private sgd(s: StepSettings): (info: ParameterInfo, variable: tf.Variable, gradient: tf.Tensor) => void {
    // One upload a step for each number, not one a parameter.
    const rate = tf.scalar(s.learningRate);
    const weightDecay = tf.scalar(s.weightDecay);
    const momentum = tf.scalar(s.momentum);
    return (info, variable, gradient) => {
      let step = gradient;
      if (s.weightDecay !== 0 && decays(info, s.decay)) step = tf.add(step, tf.mul(variable, weightDecay));
      if (s.momentum !== 0) {
        const slot = this.slot(`momentum.${info.name}`, variable);
        const velocity = tf.add(tf.mul(slot, momentum), step);
        slot.assign(velocity);
        step = s.nesterov ? tf.add(step, tf.mul(velocity, momentum)) : velocity;
      }
      variable.assign(tf.sub(variable, tf.mul(step, rate)));
    };
  }

  /** Decay shrinks the weight itself and never enters the moments (Loshchilov & Hutter 2017). */
  private adamW(
    s: StepSettings,
    trained: readonly Parameter[],
  ): (info: ParameterInfo, variable: tf.Variable, gradient: tf.Tensor) => void {
    const beta1 = tf.scalar(s.momentum);
    const fresh1 = tf.scalar(1 - s.momentum);
    const beta2 = tf.scalar(adamBeta2);
    const fresh2 = tf.scalar(1 - adamBeta2);
    const shrink = tf.scalar(1 - s.learningRate * s.weightDecay);
    // By AdamW's t, which sections that were frozen for a while lag behind with.
    const stepOf = ({ info }: Pick<Parameter, 'info'>): number => this.counts.of(this.sectionOf(info.name));
    const corrections = new Map(
      [...new Set(trained.map(stepOf))].map((t) => [
        t,
        {
          rate: tf.scalar(s.learningRate / (1 - s.momentum ** t)),
          correction: tf.scalar(Math.sqrt(1 - adamBeta2 ** t)),
        },
      ]),
    );
    const epsilon = tf.scalar(adamEpsilon);
    return (info, variable, gradient) => {
      const at = corrections.get(stepOf({ info }));
      if (!at) throw new InternalError(`The step has no corrections for ${info.name}.`);
      const first = this.slot(`adam_m.${info.name}`, variable);
      const second = this.slot(`adam_v.${info.name}`, variable);
      first.assign(tf.add(tf.mul(first, beta1), tf.mul(gradient, fresh1)));
      second.assign(tf.add(tf.mul(second, beta2), tf.mul(tf.square(gradient), fresh2)));
      const scale = tf.add(tf.div(tf.sqrt(second), at.correction), epsilon);
      const decayed = decays(info, s.decay) ? tf.mul(variable, shrink) : variable;
      variable.assign(tf.sub(decayed, tf.div(tf.mul(first, at.rate), scale)));
    };
  }

  /** Before the first step that averages, the average is what the parameters are. */
  startAverages(parameters: readonly Parameter[]): void {
    for (const { info, variable } of parameters) {
      const name = averageOf(info.name);
      if (!this.slots.has(name)) this.slots.set(name, tf.variable(variable, false));
    }
  }

  /** From a step that does not average on there is none. */
  dropAverages(parameters: readonly Parameter[]): void {
    for (const { info } of parameters) {
      const name = averageOf(info.name);
      this.slots.get(name)?.dispose();
      this.slots.delete(name);
    }
  }

  /** Moves the averages towards the parameters, after a step. */
  average(parameters: readonly Parameter[], { ema }: StepSettings): void {
    tf.tidy(() => {
      const share = averagingAt(ema, this.counts.steps);
      const [kept, added] = [tf.scalar(share), tf.scalar(1 - share)];
      for (const { info, variable } of parameters) {
        const slot = this.slots.get(averageOf(info.name));
        slot?.assign(tf.tidy(() => tf.add(tf.mul(slot, kept), tf.mul(variable, added))));
      }
    });
  }

  /** Takes over the slots and steps of a state that fits; `owner` finds the parameter of a slot. */
  restore({ slots, ...counts }: EngineState, owner: (slot: string) => tf.Variable | undefined): void {
    this.dispose();
    for (const tensor of slots) {
      const like = owner(tensor.name);
      if (like) write(this.slot(tensor.name, like), tensor);
    }
    this.counts.restore(counts);
  }

  private slot(name: string, like: tf.Variable): tf.Variable {
    const known = this.slots.get(name);
    if (known) return known;
    const zeros = tf.zeros(like.shape);
    const slot = tf.variable(zeros, false);
    zeros.dispose();
    this.slots.set(name, slot);
    return slot;
  }

  dispose(): void {
    for (const slot of this.slots.values()) slot.dispose();
    this.slots.clear();
  }
}
