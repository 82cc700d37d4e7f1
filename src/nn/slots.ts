/** Names of what an optimizer remembers of a parameter: `momentum.<name>`, `adam_m.<name>`, `adam_v.<name>`. */
const slotPrefix = /^(momentum|adam_m|adam_v)\./;

export const isSlotName = (name: string): boolean => slotPrefix.test(name);

/** The parameter a slot belongs to: `momentum.features.0.weight` is of `features.0.weight`. */
export const slotOwner = (slot: string): string => slot.replace(slotPrefix, '');
