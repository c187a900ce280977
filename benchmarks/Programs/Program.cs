using System.Diagnostics;
using System.Globalization;
using Hotpatch.Benchmarks.Programs;

// Runs the work once and says how much memory the process has taken. With the argument "serve" it runs the work as often as each line of the standard
// input says, and answers with the sum of the results.
if (args is ["serve"])
{
    while (Console.ReadLine() is { } line)
    {
        var (rounds, sum) = (int.Parse(line, CultureInfo.InvariantCulture), 0L);
        for (var round = 0; round < rounds; round++)
            sum += Work.Run();

        Console.WriteLine(sum.ToString(CultureInfo.InvariantCulture));
    }
}
else
{
    var result = Work.Run();
    using var process = Process.GetCurrentProcess();
    Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{result} {process.PeakWorkingSet64}"));
}
