package server

import (
	"context"
	"time"
)

// Stop lets answers that are on their way finish, for as long as patience
// lasts, and then closes what is left.
func (s *Server) Stop(patience time.Duration) error {
	ctx, done := context.WithTimeout(context.Background(), patience)
	defer done()
	if err := s.http.Shutdown(ctx); err != nil {
		return s.http.Close()
	}
	return nil
}
