import type { DataPoint } from '../../model/data-point';
import type { CloudProduct } from './state';

/** The products of the demo. Their ids say that they are made up; together they have every type and mode. */

const lamp: readonly DataPoint[] = [
  { id: 1, code: 'switch_1', name: 'Switch', mode: 'rw', type: 'bool' },
  { id: 2, code: 'work_mode', name: 'Mode', mode: 'rw', type: 'enum', range: ['white', 'colour', 'scene', 'music'] },
  // Two figures behind nothing: shown as 1.0 to 100.0.
  {
    id: 3,
    code: 'bright_value',
    name: 'Brightness',
    mode: 'rw',
    type: 'value',
    min: 10,
    max: 1000,
    step: 1,
    scale: 1,
    unit: '%',
  },
  {
    id: 4,
    code: 'temp_value',
    name: 'Colour temperature',
    mode: 'rw',
    type: 'value',
    min: 2700,
    max: 6500,
    step: 100,
    scale: 0,
    unit: 'K',
  },
  { id: 5, code: 'colour_data', name: 'Colour', mode: 'rw', type: 'string', maxlen: 12 },
  {
    id: 7,
    code: 'countdown_1',
    name: 'Countdown',
    mode: 'rw',
    type: 'value',
    min: 0,
    max: 86400,
    step: 1,
    scale: 0,
    unit: 's',
  },
  {
    id: 9,
    code: 'cur_power',
    name: 'Power',
    mode: 'ro',
    type: 'value',
    min: 0,
    max: 1000,
    step: 1,
    scale: 1,
    unit: 'W',
  },
  {
    id: 26,
    code: 'fault',
    name: 'Fault',
    mode: 'ro',
    type: 'bitmap',
    maxlen: 3,
    labels: ['over_heat', 'over_current', 'driver'],
  },
  { id: 101, code: 'greeting', name: 'Greeting', mode: 'rw', type: 'string', maxlen: 64 },
  { id: 102, code: 'scene_data', name: 'Scene', mode: 'rw', type: 'raw', maxlen: 128 },
  { id: 103, code: 'identify', name: 'Identify', mode: 'wr', type: 'bool' },
];

const sensor: readonly DataPoint[] = [
  {
    id: 1,
    code: 'va_temperature',
    name: 'Temperature',
    mode: 'ro',
    type: 'value',
    min: -200,
    max: 600,
    step: 1,
    scale: 1,
    unit: '℃',
  },
  {
    id: 2,
    code: 'va_humidity',
    name: 'Humidity',
    mode: 'ro',
    type: 'value',
    min: 0,
    max: 100,
    step: 1,
    scale: 0,
    unit: '%',
  },
  { id: 3, code: 'battery_state', name: 'Battery', mode: 'ro', type: 'enum', range: ['low', 'middle', 'high'] },
  { id: 4, code: 'tamper', name: 'Opened', mode: 'ro', type: 'bool' },
];

const gateway: readonly DataPoint[] = [
  { id: 1, code: 'raw_command', name: 'Frame to the bus', mode: 'wr', type: 'raw', maxlen: 64 },
  { id: 2, code: 'raw_report', name: 'Frame from the bus', mode: 'ro', type: 'raw', maxlen: 64 },
  {
    id: 3,
    code: 'relays',
    name: 'Relays',
    mode: 'rw',
    type: 'bitmap',
    maxlen: 4,
    labels: ['relay_1', 'relay_2', 'relay_3', 'relay_4'],
  },
  {
    id: 4,
    code: 'alarms',
    name: 'Alarms',
    mode: 'ro',
    type: 'bitmap',
    maxlen: 8,
    labels: ['bus_short', 'bus_open', 'crc', 'timeout', 'heat', 'cold', 'power', 'lid'],
  },
];

export const demoProducts: readonly CloudProduct[] = [
  {
    pid: 'demolamp00000001',
    name: 'Demo lamp',
    category: 'dj',
    dataPoints: lamp,
    agent: {
      name: 'Emulated lamp agent',
      roles: [
        { id: 'demorole01', name: 'Lamp keeper' },
        { id: 'demorole02', name: 'Night watch' },
      ],
    },
  },
  { pid: 'demosensor000001', name: 'Demo sensor', category: 'wsdcg', dataPoints: sensor },
  { pid: 'demobusgate00001', name: 'Demo bus gateway', category: 'qt', dataPoints: gateway },
];
