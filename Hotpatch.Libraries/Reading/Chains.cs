using System.Reflection.Metadata.Ecma335;

namespace Hotpatch.Libraries.Reading;

/// <summary>Ways through the metadata that the runtime follows to their end, so that there must be one.</summary>
internal static class Chains
{
    // A nested type's name has each level in it; no program goes so deep, and the runtime recurses.
    private const int Deepest = 100;

    /// <summary>Rows that may refer to others of their own table.</summary>
    public static void CheckAcyclic(MetadataTables tables, TableIndex table, int column)
        => CheckAcyclic(
            tables.Rows(table),
            row => tables.Reference(table, row, column) is var (target, next) && target == table ? next : 0,
            $"the rows of its table {table} refer to each other in a circle, or too deep");

    /// <summary>Each row has one next one, or 0.</summary>
    public static void CheckAcyclic(int rows, Func<int, int> next, string problem)
    {
        // The number of steps to the end, where it is known.
        var depths = new byte[rows + 1];
        for (var row = 1; row <= rows; row++)
        {
            var steps = 0;
            for (var at = row; at != 0 && depths[at] == 0; at = next(at))
                Damaged.Unless(++steps <= Deepest, problem);

            for (var at = row; at != 0 && depths[at] == 0; at = next(at), steps--)
                depths[at] = (byte)Math.Min(steps, byte.MaxValue);
        }
    }

    /// <summary>Each row has any number of next ones.</summary>
    public static void CheckAcyclic(int rows, Func<int, IEnumerable<int>> next, string problem)
    {
        var (open, done) = (new bool[rows + 1], new bool[rows + 1]);
        var path = new Stack<(int Row, IEnumerator<int> Next)>();
        for (var row = 1; row <= rows; row++)
        {
            if (!done[row])
                Push(row);

            while (path.TryPeek(out var top))
            {
                if (top.Next.MoveNext())
                {
                    Damaged.Unless(!open[top.Next.Current], problem);
                    if (!done[top.Next.Current])
                        Push(top.Next.Current);
                }
                else
                {
                    path.Pop();
                    top.Next.Dispose();
                    (open[top.Row], done[top.Row]) = (false, true);
                }
            }
        }

        void Push(int row)
        {
            Damaged.Unless(path.Count < Deepest, problem);
            open[row] = true;
            path.Push((row, next(row).GetEnumerator()));
        }
    }
}
