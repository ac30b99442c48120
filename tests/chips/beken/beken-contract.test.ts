import { beken as family } from '../../../src/chips/beken/family';
import { keepsContract } from '../contract-tests';

keepsContract({ chip: 't5ai', family, thorough: true });
keepsContract({ chip: 't3', family });
keepsContract({ chip: 't1', family });
keepsContract({ chip: 'bk7231n', family });
