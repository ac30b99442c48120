import type { DataPoint } from './data-point';

/** An AI agent that belongs to a product. */
export interface AgentEntry {
  name: string;
  /** Roles as far as the API gives them. */
  roles: readonly { id: string; name: string }[];
}

export interface Product {
  /** 16 characters. */
  pid: string;
  name: string;
  dataPoints: readonly DataPoint[];
  agent?: AgentEntry;
  /** SHA-256 of the firmware that belongs to it. */
  firmware?: string;
  /** Of the make-believe cloud; never mixed with a real project's. */
  virtual: boolean;
  source: 'hand' | 'cloud' | 'model';
  /** Milliseconds since 1970. */
  at: number;
}
