using System.Reflection.Metadata.Ecma335;

namespace Hotpatch.Libraries.Reading;

/// <summary>
/// Checks that no type is nested in itself. The runtime follows the enclosing types without end: .NET 8 crashes the process. All other circles, such as
/// types that derive from each other, the runtime refuses.
/// </summary>
internal static class NestingChecks
{
    public static void Run(MetadataTables tables)
    {
        var types = tables.Rows(TableIndex.TypeDef);
        var enclosing = new int[types + 1];
        for (var row = 1; row <= tables.Rows(TableIndex.NestedClass); row++)
            enclosing[tables.Value(TableIndex.NestedClass, row, 0)] = (int)tables.Value(TableIndex.NestedClass, row, 1);

        for (var type = 1; type <= types; type++)
        {
            // A way that is longer than the number of types comes to one of them twice.
            var steps = 0;
            for (var outer = enclosing[type]; outer != 0; outer = enclosing[outer])
                Damaged.Unless(++steps <= types, "its types are nested in each other in a circle");
        }
    }
}
