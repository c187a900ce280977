namespace Workload
{
    using System;
    using System.Collections.Generic;

    /// <summary>What the test calls: the same work on whichever Newtonsoft.Json is loaded beside this assembly, as lines of text.</summary>
    public static class Program
    {
        private const int DocumentCount = 120;

        public static string[] Run(int seed)
        {
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
}
