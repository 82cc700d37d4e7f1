/** Chinese: what there is to say of the network that comes with the page. */
import type { shipped as en } from '../en/shipped.ts';
import { figures } from './figures.ts';

export const shipped: typeof en = {
  comes: (name) => `这个 ${name} 随页面提供，还没有训练自己的网络时，可以先看它的内部。`,
  knows: (best, epochs, share, pictures) =>
    `${best === epochs ? `它训练了 ${figures.count(epochs)} 轮` : `它是 ${figures.count(epochs)} 轮中最好的一轮（第 ${figures.count(best)} 轮）`}，在 ${figures.count(pictures)} 张测试图片中答对 ${share}。你的网络走出第一步后就取代它。`,
  epochs: '各轮结果',
  epoch: '轮',
  trainLoss: '训练损失',
  trainAccuracy: '训练准确率',
  testLoss: '测试损失',
  testAccuracy: '测试准确率',
  again: (device, seed) =>
    `它由本页面的代码训练，随机种子为 ${figures.exact(seed)}，设备是 ${device || '一台没有名称的设备'}。用这条命令可以重新训练：`,
  copy: '复制命令',
  copied: '已复制。',
  notCopied: '浏览器不允许复制，请选中后手动复制。',
  loaded: (network, pictures) =>
    `为此页面要下载 ${network}，另加 ${pictures} 的测试图片（训练时同样要用）；浏览器会把它们保存下来。`,
};
