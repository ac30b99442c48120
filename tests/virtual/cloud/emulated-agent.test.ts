import { describe, expect, it } from 'vitest';
import { demoProducts } from '../../../src/virtual/cloud/demo-products';
import { agentCommands } from '../../../src/virtual/cloud/emulated-agent';

const lamp = demoProducts[0]!;
const sensor = demoProducts[1]!;

const told = (sentence: string, current: Record<number, number> = {}): unknown => {
  const answer = agentCommands(lamp, sentence, current);
  return answer.kind === 'unknown'
    ? 'unknown'
    : Object.fromEntries(answer.commands.map(({ code, value }) => [code, value]));
};

describe('the emulated agent', () => {
  it.each<[string, unknown]>([
    // on and off
    ['turn it on', { switch_1: true }],
    ['Turn the lamp off, please.', 'unknown'],
    ['Please turn the lamp off.', { switch_1: false }],
    ['switch on', { switch_1: true }],
    ['打开', { switch_1: true }],
    ['开灯', { switch_1: true }],
    ['把灯关掉', { switch_1: false }],
    ['关闭开关', { switch_1: false }],
    ['打开开关', { switch_1: true }],
    ['identify on', { identify: true }],
    // numbers, scaled as shown: 1 to 100 % is held as 10 to 1000
    ['亮度调到 50', { bright_value: 500 }],
    ['亮度调到５０％', { bright_value: 500 }],
    ['把亮度调到百分之八十', { bright_value: 800 }],
    ['set the brightness to 12.5 %', { bright_value: 125 }],
    ['brightness 33%', { bright_value: 330 }],
    ['colour temperature 4000 K', { temp_value: 4000 }],
    ['色温 4040', { temp_value: 4000 }],
    ['set colour temperature to 50%', { temp_value: 4600 }],
    ['countdown 5 minutes', { countdown_1: 300 }],
    ['倒计时两分钟', { countdown_1: 120 }],
    ['倒计时十分钟', { countdown_1: 600 }],
    ['倒计时二十五秒', { countdown_1: 25 }],
    ['倒计时一百秒', { countdown_1: 100 }],
    ['倒计时一百二', 'unknown'],
    ['set brightness to maximum', { bright_value: 1000 }],
    ['亮度最暗', { bright_value: 10 }],
    // beyond the range: refused, never bent
    ['brightness 500', 'unknown'],
    ['亮度调到 0', 'unknown'],
    // colours
    ['make it red', { work_mode: 'colour', colour_data: '000003e803e8' }],
    ['变成蓝色', { work_mode: 'colour', colour_data: '00f003e803e8' }],
    // words of enums
    ['music mode', { work_mode: 'music' }],
    ['set mode to scene', { work_mode: 'scene' }],
    ['切换到音乐模式', { work_mode: 'music' }],
    ['白光', { work_mode: 'white' }],
    // texts
    ['say "Hello Ann, come in"', { greeting: 'Hello Ann, come in' }],
    ['显示“你好”', { greeting: '你好' }],
    // several parts
    ['turn it on and set the brightness to 20', { switch_1: true, bright_value: 200 }],
    ['打开灯，亮度调到 30', { switch_1: true, bright_value: 300 }],
    ['turn it on and sing', 'unknown'],
    // nothing to it
    ['what is the weather like', 'unknown'],
    ['你是谁', 'unknown'],
    ['', 'unknown'],
    ['power 5', 'unknown'],
  ])('%s', (sentence, expected) => {
    expect(told(sentence)).toEqual(expected);
  });

  it.each<[string, number, number]>([
    ['brighter', 500, 599],
    ['dimmer', 500, 401],
    ['调亮一点', 950, 1000],
    ['再暗一点', 20, 10],
  ])('%s from %i: %i', (sentence, from, to) => {
    expect(told(sentence, { 3: from })).toEqual({ bright_value: to });
  });

  it('never writes to a data point that only reports', () => {
    expect(agentCommands(sensor, 'temperature 20')).toEqual({ kind: 'unknown' });
    expect(agentCommands(sensor, 'turn it on')).toEqual({ kind: 'unknown' });
  });

  it('speaks of any product by the names of its data points', () => {
    const fan = {
      dataPoints: [
        { id: 1, code: 'switch', name: 'Power', mode: 'rw', type: 'bool' },
        { id: 2, code: 'swing', name: 'Swing', mode: 'rw', type: 'bool' },
        { id: 3, code: 'fan_speed', name: 'Speed', mode: 'rw', type: 'enum', range: ['low', 'middle', 'high'] },
      ],
    } as const;
    expect(agentCommands(fan, 'turn swing on')).toMatchObject({ commands: [{ dpId: 2, value: true }] });
    expect(agentCommands(fan, 'turn it off')).toMatchObject({ commands: [{ dpId: 1, value: false }] });
    expect(agentCommands(fan, '风速调到高')).toMatchObject({ commands: [{ dpId: 3, value: 'high' }] });
  });
});
