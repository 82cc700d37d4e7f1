/** Words that no text of the page may have. The catalogues and the prose of the help are both held to it. */
import type { Language } from '../../../src/app/state/preferences.ts';

/** By language, each with the reason. */
export const banned: Readonly<Record<Language, readonly (readonly [word: RegExp, why: string])[]>> = {
  en: [
    [/right, but slow/i, 'a result is correct'],
    [/\bimages?\b(?!\/)/i, 'what a data set holds are pictures'],
    [/\b(?:go|goes) on (?:to|with|from|exactly)\b|\bcan(?:not)? go on\b/i, 'a run is resumed or continued'],
    [/\b(?:ms|pictures|steps|images) an? (?:step|epoch|second)\b/i, 'a rate is said with "per"'],
    [/shortcuts of a single key/i, 'single-key shortcuts'],
    [/to race against/i, 'they are published results'],
    [/of the best/i, 'say best of what'],
    [/how fast .* has not been/i, 'the subject is the speed'],
    [/show a run of/i, 'say when colours appear'],
    [/\bfc\b/i, 'the last layer is called classifier'],
    [/step size/i, 'the learning rate has one name'],
  ],
  zh: [
    [/图像|照片/, '一律用“图片”'],
    [/步幅|步进/, '卷积的 stride 一律用“步长”'],
    [/(?:学习率|计划)[^，。；]*步长/, '步长只指卷积的 stride，学习率就叫学习率'],
    [/调度/, '计划是“学习率计划”，dispatch 是“内核调用”'],
    [/最佳/, '极值用“最高”或“最低”'],
    [/知道了/, '关闭一律用“关闭”'],
    [/残差连接|残差单元|残差模块/, '一律用“残差结构”'],
    [/跳跃连接|跳连|快捷连接/, '一律用“捷径分支”'],
    [/批标准化|批量归一化|批规范化/, '一律用“批归一化”'],
    [/孪生网络/, '孪生网络另有所指（Siamese），只差捷径分支的那个叫“对照网络”'],
    [/分类层/, '一律用“分类器”'],
    [/精度/, 'accuracy 一律用“准确率”'],
  ],
};
