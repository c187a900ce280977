namespace JsonWorkload
{
    using System;
    using System.Collections.Generic;
    using System.Globalization;
    using System.Threading;

    /// <summary>What the test calls: the same work on whichever Newtonsoft.Json is loaded beside this assembly, as lines of text.</summary>
    public static class Program
    {
        private const int DocumentCount = 250;

        public static string[] Run(int seed)
        {
            Thread.CurrentThread.CurrentCulture = CultureInfo.InvariantCulture;
            var output = new Output();
            var documents = new Documents(seed);
            for (var number = 0; number < DocumentCount; number++)
                new DocumentWork(output, documents.Next()).Run();

            new TypedWork(output, seed).Run();
            new WriterWork(output).Run();
            return output.Lines;
        }

        /// <summary>One small document with one value of each kind, for the thread that serialises in a loop.</summary>
        public static string SerializeOne()
            => Newtonsoft.Json.JsonConvert.SerializeObject(new Dictionary<string,
                object> { ["number"] = 1, ["flag"] = true, ["text"] = "t" });
    }

    /// <summary>Collects the lines; what a step throws is output too.</summary>
    public sealed class Output
    {
        private readonly List<string> _lines = new();

        public string[] Lines => _lines.ToArray();

        public void Step(string name, Func<object> step)
        {
            string result;
            try
            {
                result = Convert.ToString(step(), CultureInfo.InvariantCulture) ?? "null";
            }
            catch (Exception exception)
            {
                result = Text(exception);
            }

            _lines.Add(name + ": " + result);
        }

        private static string Text(Exception exception)
            => "threw " + exception.GetType().FullName + ": " + exception.Message
                + (exception.InnerException is { } inner ? " <- " + Text(inner) : "");
    }
}
