/** Chinese: the rooms of the stage, and what opens and closes them. */
import type { stage as en } from '../en/stage.ts';

export const stage: typeof en = {
  skip: '跳到“训练”',
  dock: {
    predictions: '预测',
    blocks: '逐块分析',
    projection: '投影',
    landscape: '损失曲面',
    inside: '块的内部',
    shapes: '形状',
    log: '训练与日志',
    speed: '我的 GPU',
  },
  dockTitle: { blocks: '每个块的贡献', landscape: '权重附近的损失' },
  insideOf: (block) => `${block} 的内部`,
  closeDock: '关闭面板',
  sideLabel: '记录与实验',
  side: { runs: '记录', try: '试一试' },
  closeSide: '关闭记录与实验',
  screens: '页面',
  phone: { network: '网络', curves: '曲线', see: '查看', runs: '记录' },
  more: '更多',
  tools: '工具',
  device: '用什么训练',
};
