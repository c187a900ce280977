namespace GenericChecks
{
    using System;
    using System.Collections.Generic;
    using Hotpatch;

    public static class Expect
    {
        public static void Equal<T>(T expected, T actual)
        {
            if (!EqualityComparer<T>.Default.Equals(expected, actual))
                throw new InvalidOperationException($"{expected} was expected, but {actual} was found.");
        }

        public static string Throws<TException>(Action action)
            where TException : Exception
        {
            try
            {
                action();
            }
            catch (TException exception)
            {
                return exception.Message;
            }

            throw new InvalidOperationException($"{typeof(TException).Name} was expected, but nothing was thrown.");
        }
    }
}
