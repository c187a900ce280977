using System.Security.Cryptography;
using Hotpatch;

namespace Raffles;

/// <summary>Chance.</summary>
public static class Dice
{
    /// <summary>Returns a number from 0 to one less than the sides.</summary>
    [Patchable]
    public static int Roll(int sides) => RandomNumberGenerator.GetInt32(sides);
}
