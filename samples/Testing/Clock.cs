using Hotpatch;

namespace Raffles;

/// <summary>The clock.</summary>
public static class Clock
{
    [Patchable]
    public static DateTimeOffset Now() => DateTimeOffset.UtcNow;
}
