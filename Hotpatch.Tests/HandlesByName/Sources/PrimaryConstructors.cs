// C# 12
#pragma warning disable CS1591
using Hotpatch;

namespace Shop;

[method: Patchable]
public class Service(int limit)
{
    public int Limit => limit;
}
