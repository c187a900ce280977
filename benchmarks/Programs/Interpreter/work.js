'use strict';

function fibonacci(n) { return n < 2 ? n : fibonacci(n - 1) + fibonacci(n - 2); }

class Account {
    #entries = [];
    constructor(owner) { this.owner = owner; }
    book(amount) { this.#entries.push(amount); return this; }
    get balance() { return this.#entries.reduce((sum, entry) => sum + entry, 0); }
}

function sieve(limit) {
    const isPrime = new Array(limit).fill(true);
    let found = 0;
    for (let i = 2; i < limit; i++) {
        if (!isPrime[i]) continue;
        found++;
        for (let j = i * i; j < limit; j += i) isPrime[j] = false;
    }
    return found;
}

function words(count) {
    const seen = new Map();
    let seed = 17;
    for (let i = 0; i < count; i++) {
        seed = (seed * 1103515245 + 12345) % 2147483648;
        const word = 'w' + (seed % 97).toString(36);
        seen.set(word, (seen.get(word) ?? 0) + 1);
    }
    const sorted = [...seen].sort((a, b) => b[1] - a[1] || a[0].localeCompare(b[0]));
    return sorted.map(([word, times]) => `${word}:${times}`).join(',').replace(/w([a-z]+)/g, '$1').length;
}

const accounts = ['ann', 'ben', 'cleo'].map(owner => new Account(owner));
for (let i = 0; i < 300; i++) accounts[i % 3].book(i % 7 - 2);

const compose = (...steps) => value => steps.reduce((result, step) => step(result), value);
const price = compose(x => x * 3, x => x - 1, Math.floor);
let prices = 0;
for (let i = 0; i < 1000; i++) prices += price(i);

const { total, names } = accounts.reduce(
    ({ total, names }, account) => ({ total: total + account.balance, names: names + account.owner }),
    { total: 0, names: '' });

fibonacci(14) + total + names.length + sieve(2000) + words(500) + prices + JSON.stringify(accounts).length;
